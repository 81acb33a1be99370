CREATE TABLE stream (
    id         text PRIMARY KEY,
    name       text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

-- A frame's id is made of its stream and its content, so that a retry finds what the first attempt left.
CREATE TABLE frame (
    id            uuid PRIMARY KEY,
    stream_id     text        NOT NULL REFERENCES stream (id),
    sha256        text        NOT NULL,
    bucket        text        NOT NULL,
    object_key    text        NOT NULL,
    etag          text        NOT NULL,
    size          bigint      NOT NULL,
    width         int         NOT NULL,
    height        int         NOT NULL,
    captured_at   timestamptz NOT NULL,
    registered_at timestamptz NOT NULL,
    source        text        NOT NULL,
    UNIQUE (stream_id, sha256)
);

CREATE INDEX frame_by_time ON frame (registered_at, id);
CREATE INDEX frame_by_stream ON frame (stream_id, captured_at, id);

CREATE TABLE label (
    id          uuid PRIMARY KEY,
    frame_id    uuid        NOT NULL REFERENCES frame (id),
    revision    int         NOT NULL,
    author      text        NOT NULL,
    boxes       text        NOT NULL, -- JSON, as in the events
    labelled_at timestamptz NOT NULL,
    UNIQUE (frame_id, revision)
);

-- Every object of the bucket that was looked at, and what became of it: what is missing here is for the reconciler.
CREATE TABLE seen_object (
    bucket     text        NOT NULL,
    object_key text        NOT NULL,
    etag       text        NOT NULL,
    outcome    text        NOT NULL, -- REGISTERED, DUPLICATE, REJECTED
    frame_id   uuid,
    reason     text,
    seen_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (bucket, object_key, etag)
);

-- How many pictures came to an end that leaves no frame, since the first.
CREATE TABLE outcome_count (
    outcome text PRIMARY KEY,
    count   bigint NOT NULL
);
INSERT INTO outcome_count VALUES ('DUPLICATE', 0), ('REJECTED', 0);
