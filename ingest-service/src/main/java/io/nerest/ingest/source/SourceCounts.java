package io.nerest.ingest.source;

import io.nerest.ingest.object.ObjectOutcome;
import io.nerest.video.spec.DecoderReport;

/**
 * Frames of a source since it was registered. {@code sampled} is the sum of the following five counts and of the frames in
 * the spool folder.
 *
 * @param decoded all frames
 * @param sampled frames that the rule selected, and those that cannot be decoded
 * @param registered frames that are new
 * @param duplicates frames that the stream had already
 * @param rejected frames that intake rejected
 * @param dropped frames that were dropped because the machine was too slow
 * @param damaged frames that were left out because they are green or cannot be decoded
 * @param wrongSize frames that were left out because of their size, before sampling
 */
public record SourceCounts(
        long decoded,
        long sampled,
        long registered,
        long duplicates,
        long rejected,
        long dropped,
        long damaged,
        long wrongSize) {
    public static final SourceCounts NONE = new SourceCounts(0, 0, 0, 0, 0, 0, 0, 0);

    /** Returns these counts with those of a decoder process added. */
    SourceCounts plus(DecoderReport report) {
        return new SourceCounts(
                decoded + report.decoded(),
                sampled + report.sampled(),
                registered,
                duplicates,
                rejected,
                dropped + report.dropped(),
                damaged + report.damaged(),
                wrongSize + report.wrongSize());
    }

    SourceCounts plusDropped(long frames) {
        return new SourceCounts(
                decoded, sampled, registered, duplicates, rejected, dropped + frames, damaged, wrongSize);
    }

    SourceCounts plusOutcome(ObjectOutcome outcome) {
        return new SourceCounts(
                decoded,
                sampled,
                registered + (outcome == ObjectOutcome.REGISTERED ? 1 : 0),
                duplicates + (outcome == ObjectOutcome.DUPLICATE ? 1 : 0),
                rejected + (outcome == ObjectOutcome.REJECTED ? 1 : 0),
                dropped,
                damaged,
                wrongSize);
    }

    /** Returns these counts with one image of a folder added, which is not decoded by a decoder process. */
    SourceCounts plusImage() {
        return new SourceCounts(
                decoded + 1, sampled + 1, registered, duplicates, rejected, dropped, damaged, wrongSize);
    }
}
