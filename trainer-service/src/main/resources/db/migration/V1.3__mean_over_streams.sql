-- The mean over cameras beside the figure over all objects; absent in measurements of earlier versions.
ALTER TABLE model_measurement
    ADD COLUMN stream_map50 double precision,
    ADD COLUMN stream_map5095 double precision;
