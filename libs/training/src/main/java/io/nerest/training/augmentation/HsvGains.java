package io.nerest.training.augmentation;

import io.nerest.arguments.training.AugmentationArguments;
import java.util.SplittableRandom;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** Changes an image's colours at random: the hue is shifted, saturation and brightness are multiplied. */
final class HsvGains implements AutoCloseable {
    private final Mat hsv = new Mat();
    private final Mat table = new Mat(1, 256, opencv_core.CV_8UC3);
    private final byte[] entries = new byte[3 * 256];

    void apply(Mat bgr, AugmentationArguments a, SplittableRandom random) {
        double hue = (2 * random.nextDouble() - 1) * a.hsvH();
        double saturation = 1 + (2 * random.nextDouble() - 1) * a.hsvS();
        double value = 1 + (2 * random.nextDouble() - 1) * a.hsvV();
        if (a.hsvH() == 0 && a.hsvS() == 0 && a.hsvV() == 0) {
            return;
        }
        for (int i = 0; i < 256; i++) {
            // OpenCV's 8-bit hue goes round in 180 steps
            entries[3 * i] = (byte) Math.floorMod((int) Math.floor(i + hue * 180), 180);
            entries[3 * i + 1] = (byte) Math.min(255, (int) (i * saturation));
            entries[3 * i + 2] = (byte) Math.min(255, (int) (i * value));
        }
        table.data().put(entries);
        opencv_imgproc.cvtColor(bgr, hsv, opencv_imgproc.COLOR_BGR2HSV);
        opencv_core.LUT(hsv, table, hsv);
        opencv_imgproc.cvtColor(hsv, bgr, opencv_imgproc.COLOR_HSV2BGR);
    }

    @Override
    public void close() {
        hsv.close();
        table.close();
    }
}
