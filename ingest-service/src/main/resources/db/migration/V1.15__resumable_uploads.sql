-- Uploads of large files in parts. The parts are objects of the store, so that any pod continues an upload.
CREATE TABLE resumable_upload (
    id         uuid PRIMARY KEY,
    stream_id  text        NOT NULL REFERENCES stream (id),
    file_name  text        NOT NULL,
    sha256     text        NOT NULL, -- empty if the sender stated none
    length     bigint      NOT NULL,
    received   bigint      NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX resumable_upload_by_expiry ON resumable_upload (expires_at);

CREATE TABLE resumable_upload_part (
    upload_id  uuid   NOT NULL REFERENCES resumable_upload (id) ON DELETE CASCADE,
    first_byte bigint NOT NULL,
    object_key text   NOT NULL,
    PRIMARY KEY (upload_id, first_byte)
);
