-- History that is scored again by a model.
create table replay (
    id          uuid primary key,
    model_id    text             not null,
    streams     text[]           not null, -- empty for all
    from_time   timestamptz      not null,
    to_time     timestamptz      not null,
    share       double precision not null,
    state       text             not null,
    cursor_time timestamptz      not null,
    cursor_id   uuid             not null,
    in_flight   uuid[]           not null, -- requested frames whose scores are awaited
    sent_at     timestamptz      not null,
    requested   bigint           not null,
    created_at  timestamptz      not null
);
create index frame_by_capture on frame (captured_at, id) where captured_at is not null;
