package io.nerest.ingest.source;

import io.nerest.system.ConfigDescription;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** How cameras, video files and folders are read. */
@ConfigMapping(prefix = "nerest.ingest.sources")
public interface SourceConfig {
    @ConfigDescription("YAML file of sources. It is read again when it changes.")
    Optional<Path> file();

    @ConfigDescription(
            "Folder that contains the video files and watched folders of sources. Without it, only cameras can be registered.")
    Optional<Path> folder();

    @ConfigDescription(
            "Networks that cameras may be in, such as `192.168.0.0/16,fd00::/8`. Empty for all, except loopback and link-local addresses; these must be listed. Metadata services of clouds are never allowed.")
    Optional<List<String>> allowedNetworks();

    @ConfigDescription(
            "Key that encrypts the credentials of cameras in the database: 32 bytes in Base64, such as `openssl rand -base64 32` prints. Without it, only cameras without credentials can be registered.")
    Optional<String> credentialsKey();

    @ConfigDescription(
            "Folder for frames between decoding and registration. Frames in it are registered after a restart, so a folder that outlives the process loses none.")
    @WithDefault("${nerest.work-dir:build/ingest}/spool")
    Path spool();

    @ConfigDescription(
            "Most frames of one source in the spool folder. When it is full, a camera's oldest frame is dropped and counted; a file waits.")
    @WithDefault("64")
    @Min(2) @Max(10_000) int spoolFrames();

    @ConfigDescription("Time between two reports of a pod about its sources. Sources move between pods at this pace.")
    @WithDefault("2s")
    @DurationMin(millis = 50)
    Duration every();

    @ConfigDescription("Time without a report after which other pods take over a pod's sources.")
    @WithDefault("15s")
    @DurationMin(millis = 200)
    Duration lease();

    @ConfigDescription("Time without a frame after which a connected camera counts as hung, and is connected again.")
    @WithDefault("10s")
    @DurationMin(millis = 500)
    Duration hungAfter();

    @ConfigDescription("Time without a change of any pixel after which a camera counts as hung.")
    @WithDefault("60s")
    @DurationMin(millis = 500)
    Duration frozenAfter();

    @ConfigDescription("Pause before the second attempt to connect; doubled for each further attempt.")
    @WithDefault("1s")
    @DurationMin(millis = 10)
    Duration firstPause();

    @ConfigDescription("Longest pause between two attempts to connect.")
    @WithDefault("1m")
    @DurationMin(millis = 10)
    Duration longestPause();

    @ConfigDescription("Heap of a decoder process in megabytes. Frames take memory besides.")
    @WithDefault("64")
    @Min(32) @Max(4_096) int decoderHeap();

    @ConfigDescription("Quality of the JPEGs that are made of decoded frames.")
    @WithDefault("90")
    @Min(1) @Max(100) int jpegQuality();

    @ConfigDescription("Age of the last change after which a file of a watched folder is read.")
    @WithDefault("5s")
    @DurationMin(millis = 0)
    Duration settledAfter();

    @ConfigDescription(
            "Time after which all files of a watched folder are listed again. Between, a folder is listed when a name in it was added or removed; a file that is overwritten in place is found by the listing of all.")
    @WithDefault("5m")
    @DurationMin(millis = 0)
    Duration listAllAfter();
}
