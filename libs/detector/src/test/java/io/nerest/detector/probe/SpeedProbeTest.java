package io.nerest.detector.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpeedProbeTest {
    static final ProbeKey KEY =
            new ProbeKey("inference", "cpu", "Example CPU, 2 processors", "libtorch 2.7.1", "yolov8n", 640, 16, 1);

    @TempDir
    Path folder;

    private final AtomicLong clock = new AtomicLong();
    private double load;

    @Test
    void choosesTheFasterOfTwoCandidates() {
        FakeCandidate slow = new FakeCandidate("slow", 50_000_000);
        FakeCandidate fast = new FakeCandidate("fast", 20_000_000);

        ProbeResult result = probe(folder).choose(KEY, List.of(slow, fast));

        assertThat(result.choice()).isEqualTo("fast");
        assertThat(result.imagesPerSecond()).containsEntry("slow", 20.0).containsEntry("fast", 50.0);
    }

    @Test
    void keepsThePreferredCandidateIfTheOtherIsLessThanTenPercentFaster() {
        FakeCandidate preferred = new FakeCandidate("onnx-fp32", 20_000_000);
        FakeCandidate slightlyFaster = new FakeCandidate("torchscript-bf16", 19_000_000);

        ProbeResult result = probe(folder).choose(KEY, List.of(preferred, slightlyFaster));

        assertThat(result.choice()).isEqualTo("onnx-fp32");
    }

    @Test
    void timedRunsOfAllCandidatesTakeAboutOneSecond() {
        FakeCandidate one = new FakeCandidate("one", 30_000_000);
        FakeCandidate two = new FakeCandidate("two", 40_000_000);

        probe(folder).measure(KEY, List.of(one, two));

        assertThat(clock.get()).isBetween(1_000_000_000L, 2_500_000_000L);
        assertThat(one.largestCall).isBetween(2, KEY.batch());
    }

    @Test
    void candidateSlowerThanTheWholeBudgetRunsThreeTimesOneImage() {
        FakeCandidate huge = new FakeCandidate("huge", 5_000_000_000L);

        probe(folder).measure(KEY, List.of(huge));

        assertThat(huge.images.get()).isEqualTo(3);
    }

    @Test
    void cachedResultAvoidsTheSecondProbeInTheSameAndInTheNextProcess() {
        FakeCandidate candidate = new FakeCandidate("only", 20_000_000);
        SpeedProbe first = probe(folder);
        ProbeResult measured = first.choose(KEY, List.of(candidate));
        int images = candidate.images.get();

        ProbeResult again = first.choose(KEY, List.of(candidate));
        ProbeResult inNextProcess = probe(folder).choose(KEY, List.of(candidate));

        assertThat(again).isEqualTo(measured);
        assertThat(inNextProcess).isEqualTo(measured);
        assertThat(candidate.images).hasValue(images);
    }

    @Test
    void resultMeasuredOnABusyMachineIsKeptByThisProcessAndMeasuredAgainByTheNext() {
        FakeCandidate candidate = new FakeCandidate("only", 20_000_000);
        load = 3;
        SpeedProbe thisProcess = probe(folder);

        ProbeResult busy = thisProcess.choose(KEY, List.of(candidate));
        int images = candidate.images.get();
        assertThat(thisProcess.choose(KEY, List.of(candidate))).isEqualTo(busy);
        assertThat(candidate.images).hasValue(images);
        load = 0.5;
        probe(folder).choose(KEY, List.of(candidate));

        assertThat(busy.choice()).isEqualTo("only");
        assertThat(candidate.images.get()).isGreaterThan(images);
    }

    @Test
    void candidatesAreTimedByTurns() {
        List<String> calls = new ArrayList<>();
        FakeCandidate one = new FakeCandidate("one", 100_000_000, calls);
        FakeCandidate two = new FakeCandidate("two", 100_000_000, calls);

        probe(folder).measure(KEY, List.of(one, two));

        assertThat(calls.subList(4, calls.size())).startsWith("one", "two", "one", "two");
    }

    @Test
    void cachedChoiceThatIsNoLongerAvailableIsMeasuredAnew() {
        probe(folder).choose(KEY, List.of(new FakeCandidate("removed", 1_000_000)));

        ProbeResult result = probe(folder).choose(KEY, List.of(new FakeCandidate("present", 20_000_000)));

        assertThat(result.choice()).isEqualTo("present");
    }

    @Test
    void candidateThatFailsIsSkipped() {
        Candidate broken = new FakeCandidate("broken", -1);

        ProbeResult result = probe(folder).choose(KEY, List.of(broken, new FakeCandidate("sound", 20_000_000)));

        assertThat(result.choice()).isEqualTo("sound");
        assertThat(result.imagesPerSecond()).doesNotContainKey("broken");
    }

    @Test
    void failsIfNoCandidateCanRun() {
        SpeedProbe probe = probe(folder);

        assertThatThrownBy(() -> probe.choose(KEY, List.of(new FakeCandidate("broken", -1))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("broken");
    }

    private SpeedProbe probe(Path cacheFolder) {
        return new SpeedProbe(new ProbeCache(cacheFolder), clock::get, () -> load);
    }

    /** Advances the clock by a fixed time per image; a negative time makes it fail. */
    final class FakeCandidate implements Candidate {
        private final String name;
        private final long nanosPerImage;
        private final AtomicInteger images = new AtomicInteger();
        private int largestCall;

        private final List<String> calls;

        FakeCandidate(String name, long nanosPerImage) {
            this(name, nanosPerImage, new ArrayList<>());
        }

        FakeCandidate(String name, long nanosPerImage, List<String> calls) {
            this.name = name;
            this.nanosPerImage = nanosPerImage;
            this.calls = calls;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Workload prepare() {
            if (nanosPerImage < 0) {
                throw new IllegalStateException("the library refuses the model");
            }
            return new Workload() {
                @Override
                public void run(int count) {
                    calls.add(name);
                    images.addAndGet(count);
                    largestCall = Math.max(largestCall, count);
                    clock.addAndGet(count * nanosPerImage);
                }

                @Override
                public void close() {}
            };
        }
    }
}
