-- What a frame shows in 64 bits, and the earlier frame of its stream that looks nearly the same. Frames before have no hash.
ALTER TABLE frame ADD COLUMN picture_hash bigint;
ALTER TABLE frame ADD COLUMN near_duplicate_of uuid REFERENCES frame (id) ON DELETE SET NULL;

CREATE INDEX frame_original ON frame (stream_id, captured_at, id)
    WHERE near_duplicate_of IS NULL AND picture_hash IS NOT NULL;
CREATE INDEX frame_near_duplicate ON frame (near_duplicate_of) WHERE near_duplicate_of IS NOT NULL;
