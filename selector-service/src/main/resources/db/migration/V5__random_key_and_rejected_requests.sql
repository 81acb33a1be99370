-- The column is named after what it holds.
alter table frame rename column lot to random_key;

-- Scoring requests that ended in the dead-letter topic: a round that gets no score ends with the reason.
create table rejected_scoring (
    campaign_id uuid        not null,
    round       int         not null,
    reason      text        not null,
    rejected_at timestamptz not null,
    primary key (campaign_id, round)
);
