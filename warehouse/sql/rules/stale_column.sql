-- Columns that the registry expects to be updated more often than they are, where no time of the inspection tells them.
FROM stale_column('stale_column');
