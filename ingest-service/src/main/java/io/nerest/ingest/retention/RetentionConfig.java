package io.nerest.ingest.retention;

import io.nerest.system.ConfigDescription;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** Which frames expire. Frames with a label, and frames that a round selected or pseudo-labelled or a season drew, never do. */
@ConfigMapping(prefix = "nerest.ingest.retention")
public interface RetentionConfig {
    @ConfigDescription("Age at which empty frames expire, such as `14d`. Without it no frame expires.")
    Optional<@DurationMin(seconds = 1) Duration> emptyAfter();

    @ConfigDescription(
            "A frame is empty if no model has found a box of this confidence in it. Frames without a score are not empty; one that is scored later is decided then.")
    @WithDefault("0.1")
    @DecimalMin("0") @DecimalMax("1") double emptyBelow();

    @ConfigDescription("Share of the empty frames that is kept for audits, drawn by the frame's id, 0 to 1.")
    @WithDefault("0.01")
    @DecimalMin("0") @DecimalMax("1") double keptShare();

    @ConfigDescription(
            "Age at which frames expire that no model has scored, such as `90d`: damaged images, or frames that were lost before a restore. Without it they stay. Only with `empty-after`, and not before that age.")
    Optional<@DurationMin(seconds = 1) Duration> unscoredAfter();

    @ConfigDescription(
            "Time for which objects of the bucket stay that are no valid frames, with their rows. Then both are removed, unless the object was overwritten since. By default that is as long as their dead letters stay.")
    @WithDefault("90d")
    @DurationMin(seconds = 1)
    Duration rejectedAfter();

    @ConfigDescription("Time between two runs.")
    @WithDefault("1h")
    @DurationMin(seconds = 1)
    Duration every();
}
