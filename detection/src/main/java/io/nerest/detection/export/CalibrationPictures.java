package io.nerest.detection.export;

import io.nerest.detection.dataset.DatasetItem;
import io.nerest.detection.onnx.RangeCalibrator;
import io.nerest.detection.picture.Letterbox;
import io.nerest.detection.picture.Picture;
import io.nerest.detection.picture.PictureDecoder;
import io.nerest.pictures.PictureLimits;
import io.nerest.pictures.PictureRefusedException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/** Pictures of a data set as calibration takes them, decoded one after another into the same buffer. */
record CalibrationPictures(List<DatasetItem> items, int imgsz, ByteBuffer pixels)
        implements Iterable<RangeCalibrator.Picture> {

    /** At most so many pictures, taken evenly from the whole list. */
    static CalibrationPictures of(List<DatasetItem> items, int most, int imgsz) {
        int count = Math.min(most, items.size());
        List<DatasetItem> chosen = IntStream.range(0, count)
                .mapToObj(i -> items.get((int) ((long) i * items.size() / count)))
                .toList();
        return new CalibrationPictures(chosen, imgsz, ByteBuffer.allocateDirect(3 * imgsz * imgsz));
    }

    @Override
    public Iterator<RangeCalibrator.Picture> iterator() {
        return items.stream().map(this::picture).iterator();
    }

    private RangeCalibrator.Picture picture(DatasetItem item) {
        try (Picture picture = PictureDecoder.decode(item.image(), PictureLimits.DEFAULT)) {
            Letterbox.into(picture, pixels, 0, imgsz, imgsz);
            return new RangeCalibrator.Picture(pixels, imgsz, imgsz);
        } catch (PictureRefusedException refused) {
            throw new UncheckedIOException(refused);
        }
    }
}
