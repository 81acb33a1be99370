-- Keys with which cameras upload frames of their stream. The secret itself is not stored.
CREATE TABLE camera_key (
    id            text PRIMARY KEY,
    stream_id     text        NOT NULL REFERENCES stream (id),
    secret_sha256 text        NOT NULL,
    created_at    timestamptz NOT NULL,
    created_by    text        NOT NULL
);
CREATE INDEX camera_key_by_stream ON camera_key (stream_id, created_at);
