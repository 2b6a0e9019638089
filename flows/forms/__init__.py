"""Documents that an office hands in, made from data: what goes out is checked as what comes in is."""
