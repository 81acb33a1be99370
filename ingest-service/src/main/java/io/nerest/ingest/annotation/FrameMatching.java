package io.nerest.ingest.annotation;

import io.nerest.formats.model.AnnotatedBox;
import io.nerest.formats.model.AnnotatedImage;
import io.nerest.formats.model.AnnotationSet;
import io.nerest.formats.model.ImportReport;
import io.nerest.formats.model.KnownSizes;
import io.nerest.formats.time.CaptureTimeFinder;
import io.nerest.ingest.frame.CheckedImage;
import io.nerest.ingest.frame.FrameId;
import io.nerest.ingest.frame.FrameValidator;
import io.nerest.ingest.frame.ImageCheck;
import io.nerest.ingest.frame.RegisteredFrameEntity;
import io.nerest.ingest.frame.RegisteredFrameRepository;
import io.nerest.ingest.frame.RejectedImageException;
import io.nerest.ingest.label.InvalidLabelException;
import io.nerest.ingest.label.LabelConfig;
import io.nerest.ingest.label.LabelService;
import io.nerest.vision.box.LabelledBox;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the frame of each image of an annotation file: by the frame's id in the image's name, by the content of the image
 * file, or by the content's SHA-256 as name. Reads and checks only; nothing is stored.
 */
@ApplicationScoped
class FrameMatching {
    private static final Pattern ID =
            Pattern.compile("(?<![0-9a-f])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-f])");
    private static final Pattern SHA256 = Pattern.compile("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");

    private final RegisteredFrameRepository frames;
    private final ImageCheck images;
    private final FrameValidator times;
    private final LabelService labels;
    private final List<String> classNames;

    FrameMatching(
            RegisteredFrameRepository frames,
            ImageCheck images,
            FrameValidator times,
            LabelService labels,
            LabelConfig config) {
        this.frames = frames;
        this.images = images;
        this.times = times;
        this.labels = labels;
        this.classNames = config.classNames();
    }

    /** The reason why an image is not imported. */
    private static final class Rejection extends Exception {
        private static final long serialVersionUID = 1L;

        Rejection(String reason) {
            super(reason);
        }
    }

    /**
     * Returns the labels of the images that can be imported; the others are in the report.
     *
     * @param folder of the data set; no image file outside of it is read
     */
    List<ImportedLabel> match(AnnotationSet set, Path folder, ImportRules rules, ImportReport report)
            throws IOException {
        CaptureTimeFinder finder = CaptureTimeFinder.usual(ZoneOffset.UTC);
        Map<UUID, String> names = new HashMap<>();
        List<ImportedLabel> matched = new ArrayList<>();
        for (AnnotatedImage image : set.images()) {
            try {
                ImportedLabel label = match(image, folder, rules, finder);
                String other = names.putIfAbsent(label.frameId(), image.name());
                if (other != null) {
                    throw new Rejection("is the same frame as '" + other + "'; label a frame once");
                }
                matched.add(label);
            } catch (Rejection e) {
                report.rejected("frames", "image '" + image.name() + "' " + e.getMessage());
            }
        }
        return matched;
    }

    /** Returns the frame's id in a text, such as an image's name. Folders before it may contain ids of their own. */
    static Optional<UUID> frameIn(String text) {
        Matcher id = ID.matcher(text);
        UUID last = null;
        while (id.find()) {
            last = UUID.fromString(id.group());
        }
        return Optional.ofNullable(last);
    }

    /** Returns the size of the frame whose id an image's name contains. */
    Optional<KnownSizes.Pixels> sizeOf(String imageName) {
        return frameIn(imageName)
                .flatMap(frames::findByIdOptional)
                .map(RegisteredFrameEntity::toRef)
                .map(frame -> new KnownSizes.Pixels(frame.width(), frame.height()));
    }

    private ImportedLabel match(AnnotatedImage image, Path folder, ImportRules rules, CaptureTimeFinder finder)
            throws IOException, Rejection {
        List<LabelledBox> boxes = boxes(image, rules);
        Optional<UUID> id = frameIn(image.name());
        // Other programs name files by UUIDs too.
        if (id.isPresent() && (rules.stream() == null || image.file().isEmpty() || exists(id.get()))) {
            return existing(id.get(), boxes);
        }
        String stream = rules.stream();
        if (stream == null) {
            throw new Rejection("has no id of a frame in its name; name its stream by 'stream'");
        }
        if (image.file().isPresent()) {
            return byContent(image.file().get(), folder, stream, boxes, rules, finder);
        }
        Matcher digest = SHA256.matcher(image.name());
        if (digest.find()) {
            return existing(FrameId.of(stream, digest.group()), boxes);
        }
        throw new Rejection(
                "is not in the upload, and its name has neither a frame's id nor its SHA-256; send an archive"
                        + " with the image files");
    }

    private ImportedLabel existing(UUID frame, List<LabelledBox> boxes) throws Rejection {
        if (!exists(frame)) {
            throw new Rejection("is frame " + frame + ", which does not exist");
        }
        return new ImportedLabel(frame, boxes, Optional.empty());
    }

    private boolean exists(UUID frame) {
        return frames.count("id", frame) > 0;
    }

    private ImportedLabel byContent(
            Path file, Path folder, String stream, List<LabelledBox> boxes, ImportRules rules, CaptureTimeFinder finder)
            throws IOException, Rejection {
        if (!file.toRealPath().startsWith(folder)) {
            throw new Rejection("lies outside of the upload");
        }
        CheckedImage checked;
        try {
            checked = images.check(file);
        } catch (RejectedImageException e) {
            throw new Rejection("cannot be used: " + e.getMessage());
        }
        UUID frame = FrameId.of(stream, checked.sha256());
        if (exists(frame)) {
            return new ImportedLabel(frame, boxes, Optional.empty());
        }
        if (!rules.mayAddFrames()) {
            throw new Rejection(
                    "is not a frame of stream '" + stream + "' yet; the roles engineer and operator may add frames");
        }
        Instant capturedAt = capturedAt(finder, file);
        return new ImportedLabel(frame, boxes, Optional.of(new ImportedLabel.AddedImage(checked, capturedAt)));
    }

    private Instant capturedAt(CaptureTimeFinder finder, Path file) throws IOException, Rejection {
        @Nullable Instant known = finder.find(file).orElse(null);
        if (known == null) {
            return Instant.now(Clock.systemUTC());
        }
        try {
            times.checkCaptureTime(known);
        } catch (RejectedImageException e) {
            throw new Rejection("cannot be used: " + e.getMessage());
        }
        return known;
    }

    private List<LabelledBox> boxes(AnnotatedImage image, ImportRules rules) throws Rejection {
        List<LabelledBox> boxes = new ArrayList<>();
        for (AnnotatedBox box : image.boxes()) {
            if (box.confidence().isPresent()) {
                throw new Rejection("has a box with a confidence: predictions of a model are no labels");
            }
            int classId = classNames.indexOf(box.className());
            if (classId < 0) {
                throw new Rejection("has a box of class '" + box.className() + "', but the classes are " + classNames
                        + "; rename it by 'map=OLD=NEW', or leave it out by 'ignore'");
            }
            boxes.add(new LabelledBox(
                    classId,
                    fraction(box.left() + box.width() / 2),
                    fraction(box.top() + box.height() / 2),
                    fraction(box.width()),
                    fraction(box.height())));
        }
        try {
            labels.check(rules.author(), boxes);
        } catch (InvalidLabelException e) {
            throw new Rejection("has an invalid label: " + e.getMessage());
        }
        return boxes;
    }

    /** Removes what rounding has added. */
    private static double fraction(double value) {
        return Math.max(0, Math.min(1, value));
    }
}
