-- The request that stored a revision, so that repeating the request does not store it again.
ALTER TABLE label ADD COLUMN request_key text;
CREATE UNIQUE INDEX label_by_request ON label (frame_id, request_key);
