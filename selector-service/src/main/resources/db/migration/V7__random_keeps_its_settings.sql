-- The default of emptyFrames for random became that of all strategies. Campaigns that were created before keep what they had: every
-- frame is drawn alike.
update campaign
set config = jsonb_set(config, '{settings}', coalesce(config -> 'settings', '{}'::jsonb) || '{"emptyFrames": "certain"}'::jsonb)
where config ->> 'strategy' = 'random'
  and config #>> '{settings,emptyFrames}' is null;
update campaign
set next_config = jsonb_set(next_config, '{settings}', coalesce(next_config -> 'settings', '{}'::jsonb) || '{"emptyFrames": "certain"}'::jsonb)
where next_config ->> 'strategy' = 'random'
  and next_config #>> '{settings,emptyFrames}' is null;
