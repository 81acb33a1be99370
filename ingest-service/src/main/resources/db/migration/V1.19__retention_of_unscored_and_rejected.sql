-- Frames that had no score when their age was decided: they are decided again when they have one.
CREATE TABLE unscored_frame (
    frame_id uuid PRIMARY KEY REFERENCES frame (id) ON DELETE CASCADE
);

-- Earlier runs did not note such frames: the next run decides all frames again.
UPDATE retention_progress SET decided_until = 'epoch';

CREATE INDEX seen_object_rejected ON seen_object (seen_at) WHERE outcome = 'REJECTED';
