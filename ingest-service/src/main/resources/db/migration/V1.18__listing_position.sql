-- Where listings of the bucket go on, also after a restart, so that none has to list all objects at once.
CREATE TABLE listing_position (
    bucket    text        NOT NULL,
    prefix    text        NOT NULL, -- of the objects of one stream, or of those of all streams
    after_key text        NOT NULL, -- the last listing ended here; empty for the start
    since     timestamptz NOT NULL, -- of a stream, when the last listing began that reached its last object; else when the present one began
    PRIMARY KEY (bucket, prefix)
);
