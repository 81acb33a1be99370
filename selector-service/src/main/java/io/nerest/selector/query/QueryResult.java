package io.nerest.selector.query;

import io.nerest.selection.SelectedFrame;
import java.util.List;

/**
 * The frames that a one-off query selects.
 *
 * @param strategy that selected them
 * @param models whose scores were used; none with predictions, or if the strategy needs no scores
 * @param considered frames of the pool that the strategy could choose from, those without scores included
 * @param scored how many of these have scores
 * @param frames by rank, each with its score and the reason
 * @param notes remarks, one sentence each
 */
public record QueryResult(
        String strategy,
        List<String> models,
        int considered,
        int scored,
        List<SelectedFrame> frames,
        List<String> notes) {}
