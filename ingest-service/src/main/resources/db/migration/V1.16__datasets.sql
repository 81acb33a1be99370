-- Named data sets. A version is fixed: the label revision of each of its frames, and the split of the frame.
CREATE TABLE dataset (
    name        text PRIMARY KEY,
    description text        NOT NULL,
    created_at  timestamptz NOT NULL
);

CREATE TABLE dataset_version (
    dataset    text        NOT NULL REFERENCES dataset (name) ON DELETE CASCADE,
    number     int         NOT NULL,
    note       text        NOT NULL,
    author     text        NOT NULL,
    created_at timestamptz NOT NULL,
    rule       text        NOT NULL, -- JSON: which frames, and which streams are val and test
    frames     int         NOT NULL,
    boxes      bigint      NOT NULL,
    digest     text        NOT NULL, -- of all entries
    PRIMARY KEY (dataset, number)
);

CREATE TABLE dataset_entry (
    dataset  text NOT NULL,
    version  int  NOT NULL,
    frame_id uuid NOT NULL REFERENCES frame (id),
    label_id uuid NOT NULL REFERENCES label (id),
    split    text NOT NULL, -- train, val or test
    PRIMARY KEY (dataset, version, frame_id),
    FOREIGN KEY (dataset, version) REFERENCES dataset_version (dataset, number) ON DELETE CASCADE
);
-- Retention deletes frames, and checks that no entry has them.
CREATE INDEX dataset_entry_by_frame ON dataset_entry (frame_id);

CREATE TABLE dataset_tag (
    dataset text NOT NULL,
    tag     text NOT NULL,
    version int  NOT NULL,
    PRIMARY KEY (dataset, tag),
    FOREIGN KEY (dataset, version) REFERENCES dataset_version (dataset, number) ON DELETE CASCADE
);
