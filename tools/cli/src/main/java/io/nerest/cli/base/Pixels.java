package io.nerest.cli.base;

import io.nerest.detector.image.DecodedImage;
import io.nerest.detector.image.ImageDecoder;
import io.nerest.detector.image.ImageEncoder;
import io.nerest.vision.image.ImageLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point2f;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Pixels on the heap. The operations return new ones.
 *
 * @param values rows of {@code width} pixels with {@code channels} bytes each; of three or four channels the first are blue,
 *     green and red
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Pixels(byte[] values, int width, int height, int channels) {
    /** Decodes an image to three channels. */
    static Pixels read(Path file) throws IOException {
        try (DecodedImage decoded = ImageDecoder.decode(file, ImageLimits.DEFAULT)) {
            byte[] values = new byte[decoded.width() * decoded.height() * 3];
            ByteBuffer decodedPixels = decoded.mat().createBuffer();
            decodedPixels.get(values);
            return new Pixels(values, decoded.width(), decoded.height(), 3);
        }
    }

    /** Returns a value as 0 to 255. */
    int at(int x, int y, int channel) {
        return values[(y * width + x) * channels + channel] & 0xff;
    }

    Pixels resized(int newWidth, int newHeight, AntialiasedResize.Filter filter) {
        byte[] result = AntialiasedResize.resize(values, width, height, channels, newWidth, newHeight, filter);
        return new Pixels(result, newWidth, newHeight, channels);
    }

    /** Returns an image with a longer side of at most this many pixels. */
    Pixels atMost(int longest) {
        int longer = Math.max(width, height);
        return longer <= longest
                ? this
                : resized(
                        (int) Math.rint((double) width * longest / longer),
                        (int) Math.rint((double) height * longest / longer),
                        AntialiasedResize.Filter.LANCZOS);
    }

    Pixels crop(int left, int top, int newWidth, int newHeight) {
        byte[] result = new byte[newWidth * newHeight * channels];
        for (int y = 0; y < newHeight; y++) {
            int from = ((top + y) * width + left) * channels;
            System.arraycopy(values, from, result, y * newWidth * channels, newWidth * channels);
        }
        return new Pixels(result, newWidth, newHeight, channels);
    }

    /** Returns the image with left and right exchanged. */
    Pixels mirrored() {
        return filtered((source, target) -> opencv_core.flip(source, target, 1));
    }

    /** @param sigma of the Gauss function, in pixels */
    Pixels blurred(double sigma) {
        return filtered((source, target) -> {
            try (Size any = new Size(0, 0)) {
                opencv_imgproc.GaussianBlur(source, target, any, sigma);
            }
        });
    }

    /** Returns an image around the rotated one; what is outside of it is 0 in all channels. */
    Pixels rotated(double degrees) {
        double cos = Math.abs(Math.cos(Math.toRadians(degrees)));
        double sin = Math.abs(Math.sin(Math.toRadians(degrees)));
        int newWidth = (int) Math.ceil(width * cos + height * sin);
        int newHeight = (int) Math.ceil(width * sin + height * cos);
        return filtered((source, target) -> {
            try (Point2f centre = new Point2f((width - 1) / 2f, (height - 1) / 2f);
                    Mat rotation = opencv_imgproc.getRotationMatrix2D(centre, degrees, 1);
                    Size size = new Size(newWidth, newHeight);
                    Scalar nothing = Scalar.all(0)) {
                rotation.ptr(0, 2).putDouble(rotation.ptr(0, 2).getDouble() + (newWidth - width) / 2.0);
                rotation.ptr(1, 2).putDouble(rotation.ptr(1, 2).getDouble() + (newHeight - height) / 2.0);
                opencv_imgproc.warpAffine(
                        source,
                        target,
                        rotation,
                        size,
                        opencv_imgproc.INTER_LINEAR,
                        opencv_core.BORDER_CONSTANT,
                        nothing);
            }
        });
    }

    /** Encodes three channels. */
    byte[] jpeg(int quality) {
        ByteBuffer direct = ByteBuffer.allocateDirect(values.length);
        direct.put(values).flip();
        try (DecodedImage image = DecodedImage.copyOfBgr(direct, width, height, 3 * width)) {
            return ImageEncoder.jpeg(image, quality);
        }
    }

    private Pixels filtered(BiConsumer<Mat, Mat> filter) {
        try (Mat source = new Mat(height, width, opencv_core.CV_8UC(channels));
                Mat target = new Mat()) {
            source.data().put(values);
            filter.accept(source, target);
            byte[] result = new byte[target.rows() * target.cols() * channels];
            target.data().get(result);
            return new Pixels(result, target.cols(), target.rows(), channels);
        }
    }
}
