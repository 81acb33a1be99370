package io.nerest.cli.tracker;

import io.nerest.vision.box.Box;
import io.nerest.vision.box.Detection;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Fish that swim about in an image of 1280 by 720 pixels and turn at its edges. */
final class Shoal {
    private static final double WIDTH = 1280;
    private static final double HEIGHT = 720;

    private final Random random;
    private final List<double[]> fish = new ArrayList<>();

    Shoal(int count, long seed) {
        random = new Random(seed);
        for (int i = 0; i < count; i++) {
            double length = 40 + 60 * random.nextDouble();
            fish.add(new double[] {
                random.nextDouble() * WIDTH,
                random.nextDouble() * HEIGHT,
                (random.nextDouble() - 0.5) * length / 2,
                (random.nextDouble() - 0.5) * length / 6,
                length
            });
        }
    }

    /** Moves all fish by one frame, and returns their boxes with noise, in the order of the fish. */
    List<Detection> next() {
        List<Detection> detections = new ArrayList<>();
        for (double[] one : fish) {
            one[0] += one[2];
            one[1] += one[3];
            one[2] *= (one[0] < 0 && one[2] < 0) || (one[0] > WIDTH && one[2] > 0) ? -1 : 1;
            one[3] *= (one[1] < 0 && one[3] < 0) || (one[1] > HEIGHT && one[3] > 0) ? -1 : 1;
            double x = one[0] + random.nextGaussian() * one[4] / 40;
            double y = one[1] + random.nextGaussian() * one[4] / 40;
            Box box = new Box((float) (x - one[4] / 2), (float) (y - one[4] / 5), (float) (x + one[4] / 2), (float)
                    (y + one[4] / 5));
            detections.add(new Detection(box, (float) (0.3 + 0.6 * random.nextDouble()), 0));
        }
        return detections;
    }
}
