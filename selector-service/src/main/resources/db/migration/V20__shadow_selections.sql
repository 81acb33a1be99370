-- What other strategies would have selected from the scores of a round.
create table shadow_selection (
    campaign_id uuid not null references campaign (id) on delete cascade,
    round int not null,
    strategy text not null,
    frame_ids uuid[] not null,
    note text not null,
    primary key (campaign_id, round, strategy)
);
