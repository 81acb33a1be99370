-- Each lease of a job has a greater token than the one before; a write with an older token is rejected.
ALTER TABLE training_job
    ADD COLUMN token bigint NOT NULL DEFAULT 0,
    ADD COLUMN not_before timestamptz NOT NULL DEFAULT now(); -- earliest next attempt

-- The origin of a model and its being live are two facts: a base checkpoint that is promoted remains a base checkpoint.
ALTER TABLE model
    ADD COLUMN kind text,
    ADD COLUMN live_since timestamptz; -- the greatest value marks the live model

UPDATE model SET
    kind = CASE WHEN event::jsonb -> 'training' IS NULL THEN 'BASE' ELSE 'TRAINED' END,
    live_since = CASE WHEN status = 'PROMOTED' THEN published_at END;

ALTER TABLE model ALTER COLUMN kind SET NOT NULL;
ALTER TABLE model DROP COLUMN status;
