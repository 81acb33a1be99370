package io.nerest.selector.comparison;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two models on the same frames.
 *
 * @param modelA first model
 * @param modelB second model
 * @param confidence least confidence of a box that counts
 * @param frames frames that were compared, at most 2,000 and those of the test
 * @param testFrames labelled frames from which neither model learned, whether or not both have scored them
 * @param test on those of them that both have scored; absent if there are none
 * @param examples the frames with the largest disagreement first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelComparison(
        String modelA,
        String modelB,
        double confidence,
        int frames,
        int testFrames,
        @Nullable PairedComparison test,
        List<ComparedFrame> examples) {}
