-- Frames that ingest has removed by its retention rule; their rows are removed some time later. A frame that is registered again
-- after it has expired is not removed.
alter table frame add column expired_at timestamptz, add column registered_at timestamptz;
update frame set expired_at = now() where unscorable = 'the frame is empty and has expired by the retention rule';
create index frame_expired on frame (expired_at, id) where expired_at is not null;

-- Before a frame is deleted, PostgreSQL looks for rows that refer to it.
create index validation_frame_of_frame on validation_frame (frame_id);

-- Numbers of frames whose rows were removed, by hour of capture: a season that is opened later says how many it does not count.
create table removed_frames (
    stream_id text        not null,
    hour      timestamptz not null,
    frames    bigint      not null,
    primary key (stream_id, hour)
);
alter table season add column removed bigint not null default 0;
