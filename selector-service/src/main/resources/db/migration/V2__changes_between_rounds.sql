-- What a campaign is to do from its next round on, where somebody has changed it.
alter table campaign add column next_config jsonb;
