package io.nerest.counting.estimate;

/**
 * The estimate of a part of a season.
 *
 * @param key name of the stream, a day such as 2026-07-01, or the begin of an hour such as 2026-07-01T06:00:00Z
 * @param units number of units in the part
 * @param detected sum of the detector's counts in the part
 */
public record PartEstimate(SeasonPart part, String key, int units, double detected, CountEstimate estimate) {}
