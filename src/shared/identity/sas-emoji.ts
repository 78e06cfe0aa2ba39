export interface SasEmoji {
  readonly emoji: string;
  /** In English, as it is read aloud; where the emoji cannot be shown, it stands alone. */
  readonly name: string;
}

/**
 * The 64 pictures of a short authentication string, in the order of the Matrix specification
 * (data-definitions/sas-emoji.json): chosen there to be told apart on sight, and by ear. The
 * variation selectors belong to them.
 */
const TABLE = `
  🐶 Dog, 🐱 Cat, 🦁 Lion, 🐎 Horse, 🦄 Unicorn, 🐷 Pig, 🐘 Elephant, 🐰 Rabbit,
  🐼 Panda, 🐓 Rooster, 🐧 Penguin, 🐢 Turtle, 🐟 Fish, 🐙 Octopus, 🦋 Butterfly, 🌷 Flower,
  🌳 Tree, 🌵 Cactus, 🍄 Mushroom, 🌏 Globe, 🌙 Moon, ☁️ Cloud, 🔥 Fire, 🍌 Banana,
  🍎 Apple, 🍓 Strawberry, 🌽 Corn, 🍕 Pizza, 🎂 Cake, ❤️ Heart, 🙂 Smiley, 🤖 Robot,
  🎩 Hat, 👓 Glasses, 🔧 Spanner, 🎅 Santa, 👍 Thumbs Up, ☂️ Umbrella, ⌛ Hourglass, ⏰ Clock,
  🎁 Gift, 💡 Light Bulb, 📕 Book, ✏️ Pencil, 📎 Paperclip, ✂️ Scissors, 🔒 Lock, 🔑 Key,
  🔨 Hammer, ☎️ Telephone, 🏁 Flag, 🚂 Train, 🚲 Bicycle, ✈️ Aeroplane, 🚀 Rocket, 🏆 Trophy,
  ⚽ Ball, 🎸 Guitar, 🎺 Trumpet, 🔔 Bell, ⚓ Anchor, 🎧 Headphones, 📁 Folder, 📌 Pin`;

/** By number, 0 to 63. */
export const SAS_EMOJI: readonly SasEmoji[] = TABLE.split(',').map((entry) => {
  const [emoji = '', ...words] = entry.trim().split(' ');
  return { emoji, name: words.join(' ') };
});
