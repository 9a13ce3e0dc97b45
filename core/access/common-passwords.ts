/** Passwords that everybody tries first, in lower case: the heads of public lists, and what they become on a Russian keyboard. */
const WORDS = `
12345678 123456789 1234567890 12345678910 123456789a 87654321 987654321 0987654321 11111111 111111111 1111111111 00000000 0000000000
22222222 33333333 44444444 55555555 66666666 77777777 88888888 99999999 12121212 123123123 12341234 11112222 11223344 1122334455
112233445566 10203040 1020304050 13131313 14725836 147258369 159357258 1qaz2wsx 1qaz2wsx3edc 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y q1w2e3r4
q1w2e3r4t5 q1w2e3r4t5y6 zaq12wsx zaq1zaq1 qazwsxedc qazwsx123 qwertyui qwertyuiop qwerty12 qwerty123 qwerty1234 qwerty12345 qwerty123456
qwertyqwerty qweasdzxc qwe123qwe qweqweqwe asdfghjk asdfghjkl asdfasdf zxcvbnm1 zxcvbnm123 zxcvbnm, 1234qwer qwer1234 asdf1234 abcd1234
abc12345 abc123456 abcdefgh abcdefg1 a1234567 a12345678 a123456789 aa123456 aa12345678 1234567q 12345qwert 123456qwerty 123qweasd
123qweasdzxc 1password password password1 password12 password123 password1234 password! passw0rd p@ssw0rd p@ssword pa$$word pa55word
passwort passpass mypassword newpassword changeme changeme1 change_me letmein1 letmein123 welcome1 welcome123 iloveyou iloveyou1 sunshine
princess princess1 football baseball superman batman123 starwars trustno1 whatever computer internet michelle jennifer jessica1 samantha
charlie1 dragon123 monkey123 master123 shadow123 killer123 freedom1 michael1 jordan23 liverpool chelsea1 arsenal1 manchester barcelona
realmadrid juventus spartak1 dinamo123 zenit123 lokomotiv administrator admin123 admin1234 admin12345 adminadmin root1234 rootroot
toor1234 test1234 testtest test12345 guest123 user1234 useruser demo1234 demodemo default1 temp1234 temporary secret123 secret12 director
manager1 manager123 buhgalter sekretar company1 office123 business google123 facebook yandex123 mailru123 vkontakte microsoft windows1
windows10 samsung1 samsung123 iphone123 nokia5800 pokemon1 minecraft nintendo slipknot metallica nirvana1 linkinpark eminem123 mustang1
porsche911 ferrari1 mercedes corvette harley123 natasha1 nastya123 tatiana1 ekaterina marina123 svetlana aleksandr alexander alexandr
vladimir vladislav sergey123 andrey123 dmitriy1 maksim123 konstantin stanislav valentina viktoria ljubov12 lubov123 privet123 privetprivet
parol123 parol1234 parolparol moyparol moskva123 moscow777 rossiya1 russia123 krasotka solnyshko solnishko zayka123 kotik123 kiska123
lapochka malishka gfhjkm123 gfhjkm12 gfhjkmgfhjkm yfcntymrf cjkysirj ghbdtnbr ghbdtn123 yfnfif123 vfhbyf123 rjynhjkm fktrcfylh cthutq123
fylhtq123 dkflbvbh ctrhtnfhm ,e[ufknth rehcrfzc пароль123 пароль1234 парольпароль мойпароль йцукенгш йцукен123 йцукенгшщз йцукен12 привет123
приветпривет любовь123 наташа123 солнышко россия123 москва123 администратор директор бухгалтер менеджер секретарь фывапролд ячсмитьб
`;

const COMMON: ReadonlySet<string> = new Set(WORDS.split(/\s+/).filter((word) => word !== ''));

/** Whether `password`, whatever its case, is one of the first that an attacker tries. */
export function isCommonPassword(password: string): boolean {
  return COMMON.has(password.toLowerCase());
}
