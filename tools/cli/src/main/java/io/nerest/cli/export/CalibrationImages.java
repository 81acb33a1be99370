package io.nerest.cli.export;

import io.nerest.detector.image.DecodedImage;
import io.nerest.detector.image.ImageDecoder;
import io.nerest.detector.image.Letterbox;
import io.nerest.detector.onnx.RangeCalibrator;
import io.nerest.training.dataset.DatasetItem;
import io.nerest.vision.image.ImageLimits;
import io.nerest.vision.image.ImageRejectedException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/** Images for calibration, decoded one after another into the same buffer. */
record CalibrationImages(List<DatasetItem> items, int imgsz, ByteBuffer pixels)
        implements Iterable<RangeCalibrator.CalibrationImage> {

    /** Selects at most {@code most} images, evenly from the whole list. */
    static CalibrationImages of(List<DatasetItem> items, int most, int imgsz) {
        int count = Math.min(most, items.size());
        List<DatasetItem> chosen = IntStream.range(0, count)
                .mapToObj(i -> items.get((int) ((long) i * items.size() / count)))
                .toList();
        return new CalibrationImages(chosen, imgsz, ByteBuffer.allocateDirect(3 * imgsz * imgsz));
    }

    @Override
    public Iterator<RangeCalibrator.CalibrationImage> iterator() {
        return items.stream().map(this::image).iterator();
    }

    private RangeCalibrator.CalibrationImage image(DatasetItem item) {
        try (DecodedImage image = ImageDecoder.decode(item.image(), ImageLimits.DEFAULT)) {
            Letterbox.into(image, pixels, 0, imgsz, imgsz);
            return new RangeCalibrator.CalibrationImage(pixels, imgsz, imgsz);
        } catch (ImageRejectedException refused) {
            throw new UncheckedIOException(refused);
        }
    }
}
