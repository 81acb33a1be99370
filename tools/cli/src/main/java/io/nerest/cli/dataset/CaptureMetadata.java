package io.nerest.cli.dataset;

import io.nerest.formats.model.AnnotatedImage;
import io.nerest.formats.model.Streams;
import io.nerest.formats.time.CaptureTimeFinder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The camera and the time of images. */
final class CaptureMetadata {
    private final CaptureTimeFinder times;
    private final Map<String, Optional<Instant>> known = new HashMap<>();

    CaptureMetadata(ZoneId zone) {
        times = CaptureTimeFinder.usual(zone);
    }

    /** The camera, by a sidecar, or else by the file's name or folder. */
    String stream(AnnotatedImage image) {
        Path file = image.file().orElse(Path.of(image.name()));
        try {
            Optional<String> named = image.file().isPresent() ? times.stream(file) : Optional.empty();
            return named.isPresent() ? named.get() : Streams.of(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The time, by a sidecar, EXIF data, or the file's name. */
    Optional<Instant> time(AnnotatedImage image) {
        return known.computeIfAbsent(image.split() + "/" + image.name(), key -> {
            try {
                return image.file().isPresent() ? times.find(image.file().get()) : times.named(image.name());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
