package io.nerest.detector.image;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;

/**
 * Loads the native OpenCV library once, set up for a process that shares its memory and cores with a network. Whoever uses
 * JavaCPP (OpenCV, FFmpeg) calls {@link #load()} before the first of its classes is touched.
 */
public final class OpenCv {

    static {
        // By default JavaCPP compares the whole process's resident memory, weights of the network included, with a
        // multiple of the Java heap at each allocation, and calls System.gc() ten times before it fails. Every Mat here
        // is closed by its owner instead, so neither that check nor the reference queue is needed.
        System.setProperty("org.bytedeco.javacpp.maxBytes", "0");
        System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
        System.setProperty("org.bytedeco.javacpp.nopointergc", "true");
        Loader.load(opencv_core.class);
        Loader.load(opencv_imgproc.class);
        Loader.load(opencv_imgcodecs.class);
        // Our own workers take a picture each; threads inside one picture would only take cores from the network.
        opencv_core.setNumThreads(1);
    }

    private OpenCv() {}

    /** Does nothing after the first call. */
    public static void load() {}
}
