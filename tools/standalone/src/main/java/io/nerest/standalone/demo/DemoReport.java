package io.nerest.standalone.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.nerest.contracts.ModelActivated;
import java.util.List;
import java.util.Map;

/**
 * {@code report.json}.
 *
 * @param seconds of the whole demo, the start and stop of all processes included
 * @param options what was asked for
 * @param books whether anything was lost or done twice
 * @param rounds the campaign, round by round
 * @param gain mAP50 of the last round less that of the first
 * @param scoring speed of the pipeline beside the bare network's
 * @param latency from the start of an upload to the arrival of its detections, on an idle system
 * @param memory highest bytes, by process and of all at one moment
 * @param restarts how often a part died and was started again
 * @param activations which model went live when, from which offset of each partition of {@code frames} on
 */
record DemoReport(
        double seconds,
        Map<String, Object> options,
        Reconciliation books,
        List<DemoRound> rounds,
        double gain,
        ScoringSpeed scoring,
        Latency latency,
        Memory memory,
        Map<String, Integer> restarts,
        List<ModelActivated> activations) {

    DemoReport took(double secondsInAll) {
        return new DemoReport(
                secondsInAll, options, books, rounds, gain, scoring, latency, memory, restarts, activations);
    }

    /**
     * Scoring's speed in one run.
     *
     * @param frames how many frames the pipeline was timed on
     * @param pipelineFramesPerSecond from the store to the detections event
     * @param networkFramesPerSecond the network alone, in the same pod, on the same batches, right after
     */
    record ScoringSpeed(
            int frames, double pipelineFramesPerSecond, double networkFramesPerSecond, int imgsz, int batch) {
        /** What the pipeline keeps of the network's speed. */
        @JsonProperty
        double share() {
            return networkFramesPerSecond == 0 ? 0 : pipelineFramesPerSecond / networkFramesPerSecond;
        }
    }

    /**
     * A frame's way through an idle system.
     *
     * @param inferenceMillis one inference of one frame, in the scoring pod
     */
    record Latency(int frames, double medianMillis, double inferenceMillis) {
        @JsonProperty
        double inferences() {
            return inferenceMillis == 0 ? 0 : medianMillis / inferenceMillis;
        }
    }

    /** Proportional set sizes. */
    record Memory(long peakBytesInAll, Map<String, Long> peakBytesByProcess) {}
}
