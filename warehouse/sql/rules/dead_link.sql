-- Internal links that two runs in a row found dead.
FROM told_dead('page');
