package io.nerest.standalone.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.nerest.contracts.ModelActivated;
import java.util.List;
import java.util.Map;

/**
 * {@code report.json}.
 *
 * @param seconds duration of the demo including start and stop of all processes
 * @param options options of the demo by name
 * @param reconciliation comparison of uploads and events
 * @param rounds results of the rounds
 * @param gain mAP50 of the last round minus mAP50 of the first
 * @param scoring speed of the pipeline and of the network alone
 * @param latency from the start of an upload to the arrival of its detections, on an idle system
 * @param memory peak memory by process and in total; empty on a stack that the demo did not start
 * @param restarts number of restarts by part; empty on a stack that the demo did not start
 * @param activations model switches with the offsets of {@code frames} from which they apply
 */
record DemoReport(
        double seconds,
        Map<String, Object> options,
        Reconciliation reconciliation,
        List<DemoRound> rounds,
        double gain,
        ScoringSpeed scoring,
        Latency latency,
        Memory memory,
        Map<String, Integer> restarts,
        List<ModelActivated> activations) {

    /** Returns this report with the total duration. */
    DemoReport withSeconds(double total) {
        return new DemoReport(
                total, options, reconciliation, rounds, gain, scoring, latency, memory, restarts, activations);
    }

    /** Returns this report with what is known of processes that the demo itself started. */
    DemoReport withProcesses(Memory processMemory, Map<String, Integer> processRestarts) {
        return new DemoReport(
                seconds,
                options,
                reconciliation,
                rounds,
                gain,
                scoring,
                latency,
                processMemory,
                processRestarts,
                activations);
    }

    /**
     * Speed of scoring.
     *
     * @param frames number of frames of the measurement
     * @param pipelineFramesPerSecond from download to detections event
     * @param networkFramesPerSecond the network alone in the same process on the same batches
     */
    record ScoringSpeed(
            int frames, double pipelineFramesPerSecond, double networkFramesPerSecond, int imgsz, int batch) {
        /** Returns the pipeline's speed as a fraction of the network's. */
        @JsonProperty
        double share() {
            return networkFramesPerSecond == 0 ? 0 : pipelineFramesPerSecond / networkFramesPerSecond;
        }
    }

    /**
     * Latency from upload to detections on an idle system.
     *
     * @param inferenceMillis duration of one inference in the scoring service
     */
    record Latency(int frames, double medianMillis, double inferenceMillis) {
        /** Returns the latency as a multiple of one inference. */
        @JsonProperty
        double inferences() {
            return inferenceMillis == 0 ? 0 : medianMillis / inferenceMillis;
        }
    }

    /** Peak proportional set sizes (PSS) in bytes. */
    record Memory(long peakBytesTotal, Map<String, Long> peakBytesByProcess) {}
}
