package io.nerest.formats.time;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifSubIFDDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds when images were captured. The sources are read in order; the first with a time decides. Times without a zone are
 * local times of the camera.
 */
public final class CaptureTimeFinder {
    /** {@code 20260801_123456}, {@code 2026-08-01T12-34-56}, {@code 2026-08-01 12.34.56}; not part of a longer number. */
    private static final Pattern NAMED = Pattern.compile(
            "(?<!\\d)(?<year>(?:19|20)\\d\\d)[-_.]?(?<month>\\d\\d)[-_.]?(?<day>\\d\\d)"
                    + "[T _-]*(?<hour>\\d\\d)[-_.:h]?(?<minute>\\d\\d)[-_.:m]?(?<second>\\d\\d)(?:[._](?<milli>\\d{3}))?(?!\\d)");

    private final List<CaptureTimeSource> sources;
    private final Optional<Pattern> pattern;
    private final ZoneId zone;
    private final Map<Path, Map<String, CaptureTimeList.Capture>> sidecars = new HashMap<>();

    /**
     * @param sources read in this order
     * @param pattern of file names with the groups year, month, day, hour, minute and second instead of the usual forms
     * @param zone of times without one
     * @throws IllegalArgumentException if the pattern lacks a group
     */
    public CaptureTimeFinder(List<CaptureTimeSource> sources, Optional<Pattern> pattern, ZoneId zone) {
        this.sources = List.copyOf(sources);
        this.pattern = pattern;
        this.zone = zone;
        pattern.ifPresent(given -> {
            for (String group : List.of("year", "month", "day", "hour", "minute", "second")) {
                if (!given.pattern().contains("(?<" + group + ">")) {
                    throw new IllegalArgumentException("--time-pattern=" + given.pattern() + ": needs the group (?<"
                            + group + ">...), such as (?<" + group + ">\\d\\d)");
                }
            }
        });
    }

    /** The usual sources: a sidecar, EXIF, then the name. */
    public static CaptureTimeFinder usual(ZoneId zone) {
        return new CaptureTimeFinder(
                List.of(CaptureTimeSource.SIDECAR, CaptureTimeSource.EXIF, CaptureTimeSource.NAME),
                Optional.empty(),
                zone);
    }

    /**
     * Returns the time; empty if no source has one.
     *
     * @throws IOException if a sidecar is damaged
     */
    public Optional<Instant> find(Path image) throws IOException {
        for (CaptureTimeSource source : sources) {
            Optional<Instant> time = switch (source) {
                case SIDECAR -> sidecar(image).map(CaptureTimeList.Capture::time);
                case EXIF -> exif(image);
                case NAME -> named(String.valueOf(image.getFileName()));
                case MODIFIED -> Optional.of(Files.getLastModifiedTime(image).toInstant());
            };
            if (time.isPresent()) {
                return time;
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the camera that the sidecar names; empty if it names none.
     *
     * @throws IOException if a sidecar is damaged
     */
    public Optional<String> stream(Path image) throws IOException {
        return sidecar(image).flatMap(CaptureTimeList.Capture::stream);
    }

    /** Reads the time of a file's name. */
    public Optional<Instant> named(String name) {
        Matcher matcher = pattern.orElse(NAMED).matcher(name);
        while (matcher.find()) {
            try {
                String milli = pattern.isPresent() ? null : matcher.group("milli");
                return Optional.of(LocalDateTime.of(
                                number(matcher, "year"),
                                number(matcher, "month"),
                                number(matcher, "day"),
                                number(matcher, "hour"),
                                number(matcher, "minute"),
                                number(matcher, "second"),
                                milli == null ? 0 : Integer.parseInt(milli) * 1_000_000)
                        .atZone(zone)
                        .toInstant());
            } catch (DateTimeException | NumberFormatException digitsThatAreNoDate) {
                // The next match may be one.
            }
        }
        return Optional.empty();
    }

    private static int number(Matcher matcher, String group) {
        return Integer.parseInt(matcher.group(group));
    }

    private Optional<Instant> exif(Path image) {
        try (InputStream in = Files.newInputStream(image)) {
            ExifSubIFDDirectory exif =
                    ImageMetadataReader.readMetadata(in).getFirstDirectoryOfType(ExifSubIFDDirectory.class);
            if (exif == null) {
                return Optional.empty();
            }
            return exifTime(
                    exif.getString(ExifDirectoryBase.TAG_DATETIME_ORIGINAL),
                    exif.getString(ExifDirectoryBase.TAG_TIME_ZONE_ORIGINAL));
        } catch (ImageProcessingException | IOException | RuntimeException e) {
            return Optional.empty(); // no readable EXIF data
        }
    }

    private Optional<Instant> exifTime(@Nullable String text, @Nullable String offset) {
        Matcher matcher = Pattern.compile("(\\d{4}):(\\d\\d):(\\d\\d) (\\d\\d:\\d\\d:\\d\\d)")
                .matcher(text == null ? "" : text);
        if (!matcher.find()) {
            return Optional.empty();
        }
        LocalDateTime local = LocalDateTime.parse(
                matcher.group(1) + "-" + matcher.group(2) + "-" + matcher.group(3) + "T" + matcher.group(4));
        return Optional.of(
                offset == null || offset.isBlank()
                        ? local.atZone(zone).toInstant()
                        : OffsetDateTime.of(local, ZoneOffset.of(offset.strip()))
                                .toInstant());
    }

    private Optional<CaptureTimeList.Capture> sidecar(Path image) throws IOException {
        Path folder = image.toAbsolutePath().normalize().getParent();
        if (folder == null) {
            return Optional.empty();
        }
        String name = String.valueOf(image.getFileName());
        for (Path place : folder.getParent() == null ? List.of(folder) : List.of(folder, folder.getParent())) {
            Map<String, CaptureTimeList.Capture> times = sidecars.get(place);
            if (times == null) {
                times = CaptureTimeList.in(place, zone);
                sidecars.put(place, times);
            }
            if (times.containsKey(name)) {
                return Optional.ofNullable(times.get(name));
            }
        }
        return Optional.empty();
    }
}
