-- A withdrawn revision says that the frame has no label any longer.
ALTER TABLE label ADD COLUMN withdrawn boolean NOT NULL DEFAULT false;
-- The import that stored a revision; imports can be undone.
ALTER TABLE label ADD COLUMN import_id uuid;
CREATE INDEX label_of_import ON label (import_id) WHERE import_id IS NOT NULL;
