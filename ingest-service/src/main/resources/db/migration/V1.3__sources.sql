-- A camera, file or folder that this service reads itself, and the pod that reads it.
CREATE TABLE source (
    stream_id       text PRIMARY KEY REFERENCES stream (id),
    definition      text        NOT NULL, -- JSON, without credentials
    secret          bytea,                -- the URL with its credentials, encrypted
    revision        bigint      NOT NULL, -- greater with each definition
    from_file       boolean     NOT NULL,
    changed_at      timestamptz NOT NULL,
    pod             text,
    token           bigint      NOT NULL DEFAULT 0, -- greater with each lease
    leased_until    timestamptz,
    state           text        NOT NULL,
    detail          text        NOT NULL DEFAULT '',
    state_since     timestamptz NOT NULL,
    counts          text        NOT NULL, -- JSON
    last_frame_at   timestamptz,
    progress        bigint      NOT NULL DEFAULT 0 -- number of the last frame of a file that was registered
);

-- Files of watched folders that were read.
CREATE TABLE source_file (
    stream_id text        NOT NULL,
    path      text        NOT NULL,
    size      bigint      NOT NULL,
    modified  timestamptz NOT NULL,
    outcome   text        NOT NULL,
    read_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (stream_id, path, size, modified)
);

-- Pods that share the sources.
CREATE TABLE ingest_pod (
    name    text PRIMARY KEY,
    seen_at timestamptz NOT NULL
);
