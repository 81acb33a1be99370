package io.nerest.service.gpu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Asks NVIDIA's driver by its program {@code nvidia-smi}, which the container toolkit adds to containers that have a GPU. */
final class NvidiaSmi {
    private static final long LIMIT_SECONDS = 5;

    private final List<String> command;
    /** A program that a hanging driver blocks survives a kill. No further one is started beside it. */
    private @Nullable Process last;

    NvidiaSmi() {
        this("nvidia-smi");
    }

    /** @param program name or path */
    NvidiaSmi(String program) {
        this.command = List.of(
                program, "--query-gpu=index,utilization.gpu,memory.used,memory.total", "--format=csv,noheader,nounits");
    }

    /** Returns the GPUs that this process can see; none if there is no driver, or it does not answer in five seconds. */
    synchronized List<GpuUse> read() {
        if (last != null && last.isAlive()) {
            return List.of();
        }
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            last = process;
            try {
                process.getOutputStream().close();
                if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                    return List.of();
                }
                // A few lines fit into the pipe, so the program ends before they are read.
                return GpuUse.parse(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
