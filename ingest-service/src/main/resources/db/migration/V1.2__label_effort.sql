-- How an annotator made a label, as in the events; absent for labels of tools that do not record it.
ALTER TABLE label ADD COLUMN effort text;
