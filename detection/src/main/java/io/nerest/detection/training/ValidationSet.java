package io.nerest.detection.training;

import io.nerest.detection.boxes.Box;
import io.nerest.detection.boxes.LabelledBox;
import io.nerest.detection.dataset.DatasetItem;
import io.nerest.detection.picture.Letterbox;
import io.nerest.detection.picture.LetterboxTransform;
import io.nerest.detection.picture.Picture;
import io.nerest.detection.picture.PictureDecoder;
import io.nerest.detection.picture.PictureLimits;
import io.nerest.detection.training.ValidationBatch.ValidationPicture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Validation pictures in batches, sorted by their aspect so that each batch needs little padding. Pictures are scaled so
 * that their longer side is {@code imgsz}; a batch is as large as its pictures ask for, rounded up to the stride, and half
 * a stride more. Prepared batches are kept while they fit the budget.
 */
final class ValidationSet {
    private static final int STRIDE = 32;
    private static final double MARGIN = 0.5;

    private final List<List<DatasetItem>> batches = new ArrayList<>();
    private final int imgsz;
    private final List<ValidationBatch> kept = new ArrayList<>();
    private final boolean keeps;

    /**
     * @param items the validation set
     * @param size of a batch, in pictures
     * @param budget bytes that prepared batches may take
     */
    ValidationSet(List<DatasetItem> items, int size, int imgsz, long budget) {
        this.imgsz = imgsz;
        List<DatasetItem> sorted = items.stream()
                .sorted(Comparator.comparingDouble(ValidationSet::aspect))
                .toList();
        long bytes = 0;
        for (int from = 0; from < sorted.size(); from += size) {
            List<DatasetItem> batch = sorted.subList(from, Math.min(from + size, sorted.size()));
            batches.add(batch);
            int[] shape = shape(batch, imgsz);
            bytes += 3L * batch.size() * shape[0] * shape[1];
        }
        keeps = bytes <= budget;
    }

    int batches() {
        return batches.size();
    }

    /**
     * A batch, from 0, in order the first time.
     *
     * @throws IOException where a picture cannot be read
     */
    ValidationBatch batch(int number) throws IOException {
        if (number < kept.size()) {
            return kept.get(number);
        }
        ValidationBatch prepared = prepare(batches.get(number));
        if (keeps) {
            kept.add(prepared);
        }
        return prepared;
    }

    private ValidationBatch prepare(List<DatasetItem> items) throws IOException {
        int[] shape = shape(items, imgsz);
        int bytes = Math.multiplyExact(3, Math.multiplyExact(shape[0], shape[1]));
        ByteBuffer pixels = ByteBuffer.allocateDirect(Math.multiplyExact(bytes, items.size()));
        List<ValidationPicture> pictures;
        try {
            pictures = IntStream.range(0, items.size())
                    .parallel()
                    .mapToObj(i -> letterbox(items.get(i), pixels, i * bytes, shape))
                    .toList();
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
        List<String> files = items.stream().map(item -> item.image().toString()).toList();
        TrainingBatch batch =
                new TrainingBatch(pixels, items.size(), shape[0], shape[1], targets(pictures, shape), files, () -> {});
        return new ValidationBatch(batch, pictures);
    }

    private ValidationPicture letterbox(DatasetItem item, ByteBuffer pixels, int offset, int[] shape) {
        double scale = (double) imgsz / Math.max(item.width(), item.height());
        int width = Math.max(1, Math.min(imgsz, (int) Math.ceil(item.width() * scale)));
        int height = Math.max(1, Math.min(imgsz, (int) Math.ceil(item.height() * scale)));
        try (Picture picture = PictureDecoder.decode(item.image(), PictureLimits.DEFAULT);
                Picture scaled = picture.resized(width, height)) {
            LetterboxTransform placed = Letterbox.into(scaled, pixels, offset, shape[0], shape[1], false);
            return new ValidationPicture(
                    item,
                    new LetterboxTransform(
                            (float) scale, placed.padX(), placed.padY(), picture.width(), picture.height()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    new IOException("validation picture " + item.image() + ": " + unreadable.getMessage(), unreadable));
        }
    }

    private static float[] targets(List<ValidationPicture> pictures, int[] shape) {
        List<float[]> rows = new ArrayList<>();
        for (int i = 0; i < pictures.size(); i++) {
            DatasetItem item = pictures.get(i).item();
            for (LabelledBox label : item.labels()) {
                Box box = pictures.get(i).transform().toLetterbox(label.toPixels(item.width(), item.height()));
                rows.add(new float[] {
                    i,
                    label.classId(),
                    (box.x1() + box.x2()) / 2 / shape[1],
                    (box.y1() + box.y2()) / 2 / shape[0],
                    box.width() / shape[1],
                    box.height() / shape[0]
                });
            }
        }
        float[] targets = new float[rows.size() * 6];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, targets, i * 6, 6);
        }
        return targets;
    }

    /** Height and width of a batch of these pictures. */
    static int[] shape(List<DatasetItem> items, int imgsz) {
        double flattest =
                items.stream().mapToDouble(ValidationSet::aspect).min().orElse(1);
        double steepest =
                items.stream().mapToDouble(ValidationSet::aspect).max().orElse(1);
        double height = steepest < 1 ? steepest : 1;
        double width = flattest > 1 ? 1 / flattest : 1;
        return new int[] {side(height * imgsz), side(width * imgsz)};
    }

    private static int side(double pixels) {
        return (int) Math.ceil(pixels / STRIDE + MARGIN) * STRIDE;
    }

    private static double aspect(DatasetItem item) {
        return (double) item.height() / item.width();
    }
}
