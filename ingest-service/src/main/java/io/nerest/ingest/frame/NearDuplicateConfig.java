package io.nerest.ingest.frame;

import io.nerest.system.ConfigDescription;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** When a frame is marked as a near-duplicate of an earlier one. */
@ConfigMapping(prefix = "nerest.ingest.near-duplicates")
public interface NearDuplicateConfig {
    @ConfigDescription(
            "Frames whose perceptual hashes differ in at most this many of 64 bits are near-duplicates. They are marked, not dropped.")
    @WithDefault("3")
    @Min(0) @Max(32) int bits();

    @ConfigDescription(
            "How many earlier frames of its stream that are no near-duplicates a frame is compared with; 0 compares none.")
    @WithDefault("200")
    @Min(0) @Max(10_000) int compared();
}
