-- Files that two runs in a row could not load, though the server answered.
FROM told_dead('attachment');
