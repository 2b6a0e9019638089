-- Sites whose IPv6 was found so when they were last checked.
FROM told_site('unreachable');
