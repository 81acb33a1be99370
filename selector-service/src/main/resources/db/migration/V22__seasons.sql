-- Counts of fish in a season: the frames it has, and the random draws whose labels correct the detector's counts. The units are
-- stored, because a draw's probability is that among the frames of its time; later scores must not change it.
create table season (
    id         uuid primary key,
    name       text        not null,
    model_id   text        not null,
    streams    text[]      not null, -- empty for all
    from_time  timestamptz not null,
    to_time    timestamptz not null,
    created_at timestamptz not null
);

create table season_unit (
    season_id   uuid             not null references season on delete cascade,
    number      int              not null, -- from 0, by time
    frame_id    uuid             not null,
    stream_id   text             not null,
    captured_at timestamptz      not null,
    detected    double precision not null, -- sum of the confidences
    primary key (season_id, number)
);

create table season_draw (
    season_id   uuid             not null references season on delete cascade,
    place       int              not null, -- from 1, in the order of the draws
    round       int              not null,
    unit        int              not null,
    frame_id    uuid             not null,
    probability double precision not null, -- of this unit in a single draw of this round
    primary key (season_id, place)
);
create index season_draw_of_frame on season_draw (frame_id);
