-- What decides whether a frame expires: the highest confidence of any model, and whether a round selected it.
CREATE TABLE frame_use (
    frame_id       uuid PRIMARY KEY,
    max_confidence real    NOT NULL DEFAULT 0,
    scored         boolean NOT NULL DEFAULT false,
    selected       boolean NOT NULL DEFAULT false
);

-- Frames registered before this time were decided. One row.
CREATE TABLE retention_progress (
    decided_until timestamptz NOT NULL,
    expired       bigint      NOT NULL
);
INSERT INTO retention_progress VALUES ('epoch', 0);

CREATE INDEX seen_object_by_frame ON seen_object (frame_id);
