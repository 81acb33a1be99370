package io.nerest.service.gpu;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * The metrics {@code nerest_gpu_utilisation_ratio}, {@code nerest_gpu_memory_used_bytes} and {@code nerest_gpu_memory_bytes}, by
 * GPU. Without a GPU there are none.
 */
public final class GpuMeters {
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final Supplier<List<GpuUse>> source;
    private List<GpuUse> newest;
    private long readAt;

    private GpuMeters(Supplier<List<GpuUse>> source) {
        this.source = source;
        this.newest = source.get();
        this.readAt = System.nanoTime();
    }

    /** Registers the metrics of the GPUs that this process can see now. */
    public static void register(MeterRegistry meters) {
        register(meters, new NvidiaSmi()::read);
    }

    static void register(MeterRegistry meters, Supplier<List<GpuUse>> source) {
        GpuMeters gpus = new GpuMeters(source);
        gpus.newest.forEach(gpu -> {
            gpus.gauge(
                    meters,
                    gpu,
                    "nerest.gpu.utilisation.ratio",
                    "share of time in which a kernel ran",
                    GpuUse::utilisation);
            gpus.gauge(meters, gpu, "nerest.gpu.memory.used.bytes", "allocated memory of the GPU", GpuUse::usedBytes);
            gpus.gauge(meters, gpu, "nerest.gpu.memory.bytes", "memory of the GPU", GpuUse::totalBytes);
        });
    }

    private void gauge(
            MeterRegistry meters, GpuUse gpu, String name, String description, ToDoubleFunction<GpuUse> value) {
        Gauge.builder(name, this, gpus -> gpus.value(gpu.index(), value))
                .description(description)
                .tag("gpu", Integer.toString(gpu.index()))
                .strongReference(true)
                .register(meters);
    }

    /** The value of a GPU that the driver does not name any more is NaN. */
    private synchronized double value(int index, ToDoubleFunction<GpuUse> value) {
        if (System.nanoTime() - readAt > FRESH.toNanos()) {
            newest = source.get();
            readAt = System.nanoTime();
        }
        return newest.stream()
                .filter(gpu -> gpu.index() == index)
                .mapToDouble(value)
                .findFirst()
                .orElse(Double.NaN);
    }
}
