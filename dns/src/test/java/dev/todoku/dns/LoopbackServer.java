package dev.todoku.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/**
 * A name server on loopback, UDP and TCP on one port, that answers as a test wants: null is
 * silence. What does not fit into a datagram is cut, and told in full over TCP.
 */
public final class LoopbackServer implements AutoCloseable {
  private static final int DATAGRAM = 1280;

  private final UnaryOperator<Message> answers;
  private final List<Question> asked = new CopyOnWriteArrayList<>();
  private final ServerSocket tcp;
  private final DatagramSocket udp;

  public LoopbackServer(UnaryOperator<Message> answers) throws IOException {
    this.answers = answers;
    InetAddress loopback = InetAddress.getLoopbackAddress();
    tcp = new ServerSocket(0, 0, loopback);
    udp = new DatagramSocket(tcp.getLocalPort(), loopback);
    start(this::serveUdp);
    start(this::serveTcp);
  }

  /** A reply to {@code query} with these answers. */
  public static Message reply(Message query, int rcode, Record... records) {
    Message reply = new Message(query.getHeader().getID());
    reply.getHeader().setFlag(Flags.QR);
    reply.getHeader().setFlag(Flags.RA);
    reply.getHeader().setRcode(rcode);
    reply.addRecord(query.getQuestion(), Section.QUESTION);
    for (Record record : records) {
      reply.addRecord(record, Section.ANSWER);
    }
    return reply;
  }

  public InetSocketAddress address() {
    return (InetSocketAddress) udp.getLocalSocketAddress();
  }

  /** The names that it was asked for, in order, each transport counted. */
  public List<Question> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void close() throws IOException {
    udp.close();
    tcp.close();
  }

  private interface Service {
    void run() throws IOException;
  }

  private void start(Service service) {
    Thread thread =
        new Thread(
            () -> {
              try {
                while (true) {
                  service.run();
                }
              } catch (IOException closed) {
                // The test is over.
              }
            },
            "loopback name server");
    thread.setDaemon(true);
    thread.start();
  }

  private void serveUdp() throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[DATAGRAM], DATAGRAM);
    udp.receive(packet);
    Message reply =
        answer(new Message(java.util.Arrays.copyOf(packet.getData(), packet.getLength())));
    if (reply == null) {
      return;
    }
    byte[] wire = reply.toWire();
    if (wire.length > DATAGRAM) {
      reply.removeAllRecords(Section.ANSWER);
      reply.getHeader().setFlag(Flags.TC);
      wire = reply.toWire();
    }
    udp.send(new DatagramPacket(wire, wire.length, packet.getSocketAddress()));
  }

  private void serveTcp() throws IOException {
    try (Socket client = tcp.accept()) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      Message reply = answer(new Message(in.readNBytes(in.readUnsignedShort())));
      if (reply != null) {
        byte[] wire = reply.toWire();
        DataOutputStream out = new DataOutputStream(client.getOutputStream());
        out.writeShort(wire.length);
        out.write(wire);
        out.flush();
      }
    }
  }

  private Message answer(Message query) {
    for (RecordType type : RecordType.values()) {
      if (type.code() == query.getQuestion().getType()) {
        asked.add(new Question(query.getQuestion().getName().toString(true), type));
      }
    }
    return answers.apply(query);
  }
}
