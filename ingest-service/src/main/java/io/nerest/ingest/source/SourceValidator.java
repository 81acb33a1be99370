package io.nerest.ingest.source;

import io.nerest.service.http.ProblemException;
import io.nerest.video.address.AddressRule;
import io.nerest.video.address.CameraUrl;
import io.nerest.video.address.ForbiddenAddressException;
import io.nerest.video.address.Network;
import io.nerest.video.sampling.SamplingRuleParser;
import io.nerest.video.spec.FrameGeometry;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks definitions of sources. Every problem is one of a field. */
@ApplicationScoped
public class SourceValidator {
    private static final int MOST_POLYGONS = 50;
    private static final int MOST_CORNERS = 200;
    private static final int MOST_WINDOWS = 20;
    private static final int LONGEST_SITE = 200;
    private static final int LONGEST_SIDE = 30_000;

    private final AddressRule rule;
    private final Optional<Path> folder;
    private final CredentialCipher cipher;

    SourceValidator(SourceConfig config, CredentialCipher cipher) {
        this.rule = new AddressRule(config.allowedNetworks().orElse(List.of()).stream()
                .map(Network::parse)
                .toList());
        this.folder = config.folder();
        this.cipher = cipher;
    }

    AddressRule rule() {
        return rule;
    }

    /**
     * Checks a definition.
     *
     * @throws ProblemException 422 with the first field that breaks a rule
     */
    void check(SourceRequest request) {
        if ((request.url() == null) == (request.path() == null)) {
            throw ProblemException.invalid(
                    "url",
                    "or 'path' must be present, and not both: a camera has a URL, a video file or folder a path");
        }
        if (request.url() != null) {
            checkUrl(request, request.url());
        }
        if (request.path() != null) {
            checkPath(request, request.path());
        }
        checkIfPresent("sampling", request.sampling(), SamplingRuleParser::parse);
        checkIfPresent("timeZone", request.timeZone(), DailySchedule::zone);
        checkSchedule(request.schedule() == null ? List.of() : request.schedule());
        String site = request.site();
        if (site != null && (site.isBlank() || site.length() > LONGEST_SITE)) {
            throw ProblemException.invalid("site", "must have 1 to " + LONGEST_SITE + " characters");
        }
        checkGeometry(request);
    }

    private void checkUrl(SourceRequest request, String text) {
        CameraUrl url = of("url", text, CameraUrl::parse);
        if (request.startsAt() != null) {
            throw ProblemException.invalid(
                    "startsAt", "is for video files; a camera's frames have the time at which they arrive");
        }
        if (request.transport() != null
                && (!url.isRtsp() || !List.of("tcp", "udp").contains(request.transport()))) {
            throw ProblemException.invalid("transport", "must be 'tcp' or 'udp', for an rtsp URL");
        }
        if (url.hasSecret() && !cipher.hasKey()) {
            throw ProblemException.invalid(
                    "url",
                    "has a password or a query, which is stored encrypted, and this service has no key: set nerest.ingest.sources.credentials-key");
        }
        try {
            rule.resolve(url.host());
        } catch (ForbiddenAddressException e) {
            throw ProblemException.invalid("url", "is not allowed: " + e.getMessage());
        } catch (UnknownHostException e) {
            // The name may exist later; until then the source is offline.
        }
    }

    private void checkPath(SourceRequest request, String text) {
        if (request.transport() != null) {
            throw ProblemException.invalid("transport", "is for rtsp URLs");
        }
        resolved(text);
    }

    /**
     * Returns the file or folder of a path.
     *
     * @throws ProblemException 422 if it is outside the configured folder, or there is none
     */
    Path resolved(String text) {
        Path root = folder.orElseThrow(() -> ProblemException.invalid(
                "path", "cannot be used: this service has no folder for files; set nerest.ingest.sources.folder"));
        try {
            Path relative = Path.of(text);
            Path file = root.resolve(relative).normalize();
            boolean outside = text.isBlank() || relative.isAbsolute() || !file.startsWith(root.normalize());
            if (!outside && Files.exists(file)) {
                outside = !file.toRealPath().startsWith(root.toRealPath());
            }
            if (outside) {
                throw ProblemException.invalid(
                        "path", "must be relative to the folder for files, and must not leave it");
            }
            return file;
        } catch (InvalidPathException e) {
            throw ProblemException.invalid("path", "contains characters that a file name cannot have");
        } catch (IOException e) {
            throw ProblemException.invalid("path", "cannot be read; check the permissions of the folder for files");
        }
    }

    private static void checkSchedule(List<String> windows) {
        if (windows.size() > MOST_WINDOWS) {
            throw ProblemException.invalid(
                    "schedule", "has " + windows.size() + " entries; the limit is " + MOST_WINDOWS);
        }
        for (int i = 0; i < windows.size(); i++) {
            String window = windows.get(i);
            of("schedule[" + i + "]", window, text -> DailySchedule.parse(List.of(text), ZoneOffset.UTC));
        }
    }

    private static void checkGeometry(SourceRequest request) {
        Integer rotation = request.rotation();
        if (rotation != null && !List.of(0, 90, 180, 270).contains(rotation)) {
            throw ProblemException.invalid("rotation", "is " + rotation + ", but must be 0, 90, 180 or 270");
        }
        FrameGeometry.Crop crop = request.crop();
        if (crop != null
                && !(crop.x() >= 0
                        && crop.y() >= 0
                        && crop.width() > 0
                        && crop.height() > 0
                        && crop.x() + crop.width() <= 1 + 1e-9
                        && crop.y() + crop.height() <= 1 + 1e-9)) {
            throw ProblemException.invalid(
                    "crop", "must be a part of the frame: fractions of its width and height, 0 to 1");
        }
        List<List<FrameGeometry.Point>> mask = request.mask() == null ? List.of() : request.mask();
        boolean valid = mask.size() <= MOST_POLYGONS
                && mask.stream()
                        .allMatch(polygon -> polygon.size() >= 3
                                && polygon.size() <= MOST_CORNERS
                                && polygon.stream()
                                        .allMatch(p -> p.x() >= 0 && p.x() <= 1 && p.y() >= 0 && p.y() <= 1));
        if (!valid) {
            throw ProblemException.invalid(
                    "mask",
                    "must have at most " + MOST_POLYGONS + " polygons of 3 to " + MOST_CORNERS
                            + " corners, which are fractions of the frame's width and height, 0 to 1");
        }
        checkSide("width", request.width(), request.height());
        checkSide("height", request.height(), request.width());
    }

    private static void checkSide(String field, @Nullable Integer side, @Nullable Integer other) {
        if ((side == null && other != null) || (side != null && (side < 2 || side > LONGEST_SIDE))) {
            throw ProblemException.invalid(
                    field, "must be in 2.." + LONGEST_SIDE + ", and both width and height present or absent");
        }
    }

    private interface Parser<T> {
        T parse(String text);
    }

    private static void checkIfPresent(String field, @Nullable String text, Parser<?> parser) {
        if (text != null) {
            of(field, text, parser);
        }
    }

    private static <T> T of(String field, String text, Parser<T> parser) {
        try {
            return parser.parse(text);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid(field, String.valueOf(e.getMessage()));
        }
    }
}
