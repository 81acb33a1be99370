-- Login tickets that have opened a session.
create table used_login (
    nonce      text primary key,
    expires_at timestamptz not null
);

-- Frames that annotators hold. A labelled frame is held until the selector has received the label.
create table lease (
    frame_id   uuid primary key,
    holder     text        not null, -- annotator and page
    expires_at timestamptz not null,
    labelled   boolean     not null default false
);
create index lease_of_holder on lease (holder);

-- Frames that an annotator was unsure of: others receive them.
create table skipped_frame (
    frame_id   uuid        not null,
    annotator  text        not null,
    skipped_at timestamptz not null default now(),
    primary key (frame_id, annotator)
);

-- Answers to the question whether a pseudo-label is right.
create table verdict (
    campaign_id uuid        not null,
    round       int         not null,
    frame_id    uuid        not null,
    correct     boolean     not null,
    auditor     text        not null,
    given_at    timestamptz not null default now(),
    primary key (campaign_id, round, frame_id)
);
