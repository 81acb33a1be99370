package io.nerest.selection;

import java.util.List;

/**
 * A strategy, for those who select one.
 *
 * @param formula what it computes
 * @param source the publication of the formula
 * @param range what the scores lie in
 * @param emptyFrames how it treats frames without detections
 * @param ranksLike which other strategies give the same order, and when; empty if none does
 * @param settings its own settings; the settings of a part are those of the part's strategy
 */
public record StrategyDescription(
        String name,
        String formula,
        String source,
        String range,
        String emptyFrames,
        String ranksLike,
        List<SettingDescription> settings) {

    public StrategyDescription {
        settings = List.copyOf(settings);
    }
}
