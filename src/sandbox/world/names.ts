// Names by script, each with the ASCII spelling that its e-mail address uses: "native:ascii", or "name" when plain.
// Ordinary names that many people share; none is anybody's.

export interface Name {
  readonly native: string;
  readonly ascii: string;
}

export interface NamePool {
  readonly given: readonly Name[];
  readonly family: readonly Name[];
}

function names(list: string): readonly Name[] {
  return list.split(" ").map((entry) => {
    const [native = entry, ascii] = entry.split(":");
    return { native, ascii: ascii ?? native.toLowerCase().replaceAll("'", "") };
  });
}

export const english: NamePool = {
  given: names(
    "Olivia James Amelia Noah Grace Ethan Chloe Mason Harper Liam Ruby Jack Ella Oscar Maya Samuel Zoë:zoe Renée:renee",
  ),
  family: names(
    "Smith Johnson Taylor Walker O'Brien Clarke Bennett Hughes Foster Reed Campbell Price D'Angelo Nguyen Okafor Murphy",
  ),
};
export const german: NamePool = {
  given: names(
    "Jürgen:juergen Anna Lukas Björn:bjoern Käthe:kaethe Paul Sophie Jörg:joerg Lena Felix Änne:aenne Max Greta",
  ),
  family: names(
    "Müller:mueller Schmidt Weiß:weiss Schröder:schroeder Köhler:koehler Fischer Groß:gross Jäger:jaeger Wagner Böhm:boehm",
  ),
};
export const french: NamePool = {
  given: names(
    "Élodie:elodie François:francois Chloé:chloe Hélène:helene Louis Gaëlle:gaelle Jérôme:jerome Manon Théo:theo Inès:ines",
  ),
  family: names(
    "Lefèvre:lefevre Dubois Noël:noel Béranger:beranger Moreau Girard Côté:cote Rousseau Fauré:faure Lacroix",
  ),
};
export const spanish: NamePool = {
  given: names(
    "José:jose María:maria Íñigo:inigo Lucía:lucia Andrés:andres Carmen Begoña:begona Raúl:raul Sofía:sofia Pablo",
  ),
  family: names(
    "García:garcia Núñez:nunez Martínez:martinez Peña:pena Ibáñez:ibanez López:lopez Muñoz:munoz Ruiz Vázquez:vazquez",
  ),
};
export const italian: NamePool = {
  given: names("Giulia Niccolò:niccolo Chiara Matteo Noè:noe Francesca Lorenzo Elena Davide Martina"),
  family: names("Rossi Ferrari Esposito Bianchi D'Amico Ricci Conti Galli Mancini Nicolò:nicolo"),
};
export const portuguese: NamePool = {
  given: names(
    "João:joao Inês:ines Conceição:conceicao Antônio:antonio Letícia:leticia Rafael Beatriz Vinícius:vinicius Luíza:luiza",
  ),
  family: names(
    "Gonçalves:goncalves Araújo:araujo Silva Simões:simoes Conceição:conceicao Oliveira Magalhães:magalhaes Souza",
  ),
};
export const swedish: NamePool = {
  given: names("Åsa:asa Göran:goran Elin Björn:bjorn Märta:marta Erik Freja Håkan:hakan Linnéa:linnea Nils"),
  family: names("Öberg:oberg Lindström:lindstrom Åkesson:akesson Nilsson Sjöberg:sjoberg Bergström:bergstrom Holm Ek"),
};
export const polish: NamePool = {
  given: names(
    "Małgorzata:malgorzata Łukasz:lukasz Zofia Paweł:pawel Żaneta:zaneta Jędrzej:jedrzej Hanna Stanisław:stanislaw Kasia",
  ),
  family: names(
    "Wójcik:wojcik Dąbrowska:dabrowska Kamiński:kaminski Nowak Zając:zajac Świątek:swiatek Mazur Ślusarczyk:slusarczyk",
  ),
};
export const czech: NamePool = {
  given: names(
    "Jiří:jiri Kateřina:katerina Tomáš:tomas Žofie:zofie Ondřej:ondrej Eliška:eliska Matěj:matej Anežka:anezka",
  ),
  family: names(
    "Dvořák:dvorak Černý:cerny Novák:novak Růžička:ruzicka Procházka:prochazka Kříž:kriz Šťastný:stastny Veselý:vesely",
  ),
};
export const turkish: NamePool = {
  given: names("Ayşe:ayse Mehmet Gülşah:gulsah Çağlar:caglar Elif İbrahim:ibrahim Özge:ozge Yiğit:yigit Işıl:isil"),
  family: names("Yılmaz:yilmaz Öztürk:ozturk Şahin:sahin Çelik:celik Doğan:dogan Kılıç:kilic Aydın:aydin Güneş:gunes"),
};
export const ukrainian: NamePool = {
  given: names(
    "Олена:olena Андрій:andrii Юлія:yuliia Тарас:taras Оксана:oksana Богдан:bohdan Ірина:iryna Сергій:serhii Надія:nadiia",
  ),
  family: names(
    "Шевченко:shevchenko Коваль:koval Бондаренко:bondarenko Мельник:melnyk Іваненко:ivanenko Їжакевич:yizhakevych Лисенко:lysenko",
  ),
};
export const bulgarian: NamePool = {
  given: names(
    "Иван:ivan Мария:maria Георги:georgi Цветелина:tsvetelina Димитър:dimitar Елена:elena Стоян:stoyan Радка:radka",
  ),
  family: names("Иванов:ivanov Петрова:petrova Димитров:dimitrov Николова:nikolova Стоянов:stoyanov Ангелова:angelova"),
};
export const greek: NamePool = {
  given: names(
    "Γιώργος:giorgos Μαρία:maria Δημήτρης:dimitris Ελένη:eleni Νίκος:nikos Σοφία:sofia Κώστας:kostas Χρύσα:chrysa",
  ),
  family: names(
    "Παπαδόπουλος:papadopoulos Νικολάου:nikolaou Γεωργίου:georgiou Βλάχος:vlachos Μακρή:makri Οικονόμου:oikonomou",
  ),
};
export const japanese: NamePool = {
  given: names(
    "陽菜:hina 蓮:ren さくら:sakura 大翔:hiroto 結衣:yui 健太:kenta 美咲:misaki 翔太:shota ゆい:yui 直樹:naoki",
  ),
  family: names(
    "佐藤:sato 鈴木:suzuki 高橋:takahashi 田中:tanaka 渡辺:watanabe 伊藤:ito 山本:yamamoto 中村:nakamura 髙木:takagi",
  ),
};
export const chinese: NamePool = {
  given: names("伟:wei 芳:fang 秀英:xiuying 静:jing 磊:lei 子涵:zihan 浩然:haoran 欣怡:xinyi 建国:jianguo 丽:li"),
  family: names("王:wang 李:li 张:zhang 刘:liu 陈:chen 杨:yang 赵:zhao 黄:huang 欧阳:ouyang 吕:lu"),
};
export const arabic: NamePool = {
  given: names(
    "محمد:mohammed فاطمة:fatima أحمد:ahmed نورة:noura خالد:khaled مريم:maryam يوسف:yousef عائشة:aisha سلمان:salman هدى:huda",
  ),
  family: names(
    "العلي:alali الحربي:alharbi القحطاني:alqahtani حسن:hassan الشمري:alshammari إبراهيم:ibrahim منصور:mansour الصباح:alsabah",
  ),
};
export const hebrew: NamePool = {
  given: names("נועה:noa דוד:david תמר:tamar יוסף:yosef מיכל:michal איתי:itai שירה:shira אורי:uri יעל:yael עומר:omer"),
  family: names("כהן:cohen לוי:levi מזרחי:mizrahi פרץ:peretz ביטון:biton פרידמן:friedman אברהם:avraham גולן:golan"),
};
