-- What other services have said, as far as choosing frames needs it. Events come late, twice and out of order; each row
-- is written so that this does not matter.

create table frame (
    id             uuid primary key,
    stream_id      text             not null,
    bucket         text             not null,
    object_key     text             not null,
    etag           text             not null,
    size           bigint           not null,
    width          int              not null,
    height         int              not null,
    captured_at    timestamptz,               -- absent while only its label is known: a label may outrun its frame
    lot            double precision not null, -- [0, 1), by hash of the id: a random order that costs an index, not a sort
    label_revision int                        -- of its human label; absent in the pool
);
create index frame_pool on frame (lot) where label_revision is null and captured_at is not null;
create index frame_pool_of_stream on frame (stream_id, lot) where label_revision is null and captured_at is not null;
create index frame_labelled on frame (stream_id) where label_revision is not null;

create table label (
    frame_id    uuid primary key references frame,
    revision    int         not null,
    author      text        not null,
    boxes       jsonb       not null,
    labelled_at timestamptz not null
);

create table score (
    model_id  text        not null,
    frame_id  uuid        not null,
    boxes     bytea       not null, -- see BoxCodec
    embedding bytea       not null, -- float32, little-endian
    scored_at timestamptz not null,
    primary key (model_id, frame_id)
);

create table model (
    id           text primary key,
    status       text        not null,
    event        jsonb       not null,
    training_id  uuid,
    published_at timestamptz not null
);
create index model_of_training on model (training_id);

create table training (
    id         uuid primary key,
    state      text        not null,
    progress   jsonb       not null,
    updated_at timestamptz not null
);

-- What the selector itself knows.

create table campaign (
    id                uuid primary key,
    name              text        not null,
    config            jsonb       not null,
    base_model_id     text        not null,
    validation_frames int         not null,
    state             text        not null,
    reason            text        not null,
    created_at        timestamptz not null,
    updated_at        timestamptz not null
);
create index campaign_running on campaign (id) where state = 'RUNNING';

create table validation_frame (
    campaign_id uuid not null references campaign,
    frame_id    uuid not null references frame,
    primary key (campaign_id, frame_id)
);

create table round (
    campaign_id uuid  not null references campaign,
    number      int   not null,
    body        jsonb not null,
    primary key (campaign_id, number)
);

-- The frames a round waits for scores of; gone once its batch is chosen.
create table sample_frame (
    campaign_id uuid not null references campaign,
    round       int  not null,
    purpose     text not null, -- CANDIDATE: may be chosen; REFERENCE: labelled, the batch is to differ from it
    frame_id    uuid not null references frame,
    primary key (campaign_id, round, frame_id)
);

create table batch_frame (
    campaign_id uuid             not null references campaign,
    round       int              not null,
    kind        text             not null,
    frame_id    uuid             not null references frame,
    rank        int              not null,
    score       double precision not null,
    reason      text             not null,
    parts       jsonb            not null,
    boxes       bytea,                     -- of a pseudo-label
    model_id    text,                      -- whose boxes they are
    retracted   boolean          not null default false,
    primary key (campaign_id, round, kind, frame_id)
);
create index batch_frame_of_frame on batch_frame (frame_id, kind);
