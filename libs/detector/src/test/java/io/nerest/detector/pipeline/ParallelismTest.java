package io.nerest.detector.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.detector.torch.ComputeDevice;
import org.junit.jupiter.api.Test;

class ParallelismTest {

    @Test
    void everyProcessorGetsAWorkerUntilEightShareThem() {
        assertThat(onCpu(0, 2)).isEqualTo(new Parallelism(2, 1));
        assertThat(onCpu(0, 8)).isEqualTo(new Parallelism(8, 1));
        assertThat(onCpu(0, 64)).isEqualTo(new Parallelism(8, 8));
    }

    @Test
    void requestedThreadsAreKept() {
        assertThat(onCpu(2, 2)).isEqualTo(new Parallelism(1, 2));
        assertThat(onCpu(1, 4)).isEqualTo(new Parallelism(4, 1));
        assertThat(onCpu(16, 2)).isEqualTo(new Parallelism(1, 16));
    }

    @Test
    void aGpuIsFedBySeveralWorkers() {
        assertThat(Parallelism.forThroughput(new ComputeDevice(0), 0, 16)).isEqualTo(new Parallelism(8, 0));
        assertThat(Parallelism.forThroughput(new ComputeDevice(0), 0, 2)).isEqualTo(new Parallelism(2, 0));
    }

    private static Parallelism onCpu(int threads, int processors) {
        return Parallelism.forThroughput(ComputeDevice.CPU, threads, processors);
    }
}
